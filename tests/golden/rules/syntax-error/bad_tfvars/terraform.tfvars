one = [
