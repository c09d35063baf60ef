admitted = { head-office = "203.0.113.10/32" }
