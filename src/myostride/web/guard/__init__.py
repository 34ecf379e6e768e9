"""What stands between the network and the home, from the outside in.

hosts (who is asked), limits (how much is sent), headers (what a browser may do with an answer),
csrf (who caused a change), login (whose session it is).
"""
