"""The members' area over HTTP, with the same few people."""
