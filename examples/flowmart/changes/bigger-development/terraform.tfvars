hosts    = 2
database = { instance_class = "db.t3.large", multi_az = false }
