print("oxtail")
