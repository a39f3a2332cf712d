"""Put the finished site in its folder: the whole new one, or nothing at all."""
