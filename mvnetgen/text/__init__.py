"""What is read and written: sources and their places, documents, output, what is kept between runs."""
