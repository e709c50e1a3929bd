"""What replies of every room share: small phrases, pages, pictures, refusals, and the same as plain text."""
