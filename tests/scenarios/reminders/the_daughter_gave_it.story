# A caregiver enters it at the console after the patient said so.
medicine metformin at 08:00

08:00 home asks metformin
08:01 says yes
08:05 caregiver says taken metformin 08:00

dose metformin 08:00 is taken, confirmed
