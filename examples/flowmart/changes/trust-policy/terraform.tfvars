report_readers = ["arn:aws:iam::111111111111:role/flowmart-development-analyst"]
