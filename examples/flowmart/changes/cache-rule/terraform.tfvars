ports = { redis = 6379, metrics = 9121 }
