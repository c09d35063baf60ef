partners = ["111111111111"]
