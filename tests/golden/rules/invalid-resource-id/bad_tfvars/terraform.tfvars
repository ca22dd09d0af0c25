lake = "lake"
