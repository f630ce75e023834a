"""The wire names of user-service: the bodies it takes, the documents it answers."""
