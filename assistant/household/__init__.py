"""A virtual patient's home: everything around the station, through the same doors.

Devices with their own certificates, a smart speaker, a provider with a mailbox and a
browser. Nothing here can reach into the station; it only does what a real home does.
"""
