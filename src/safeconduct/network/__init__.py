"""The road network: read from a file, judged by the states claims give it, and cut where no way is left."""
