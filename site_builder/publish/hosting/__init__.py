"""What a web server is told about the finished site: headers, redirects and files that are packed beforehand."""
