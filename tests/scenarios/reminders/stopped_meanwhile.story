# A clinician stops it while it is being asked for: no more asking, no alarm.
medicine metformin at 08:00
medicine ramipril at 09:00

08:00 home asks metformin
08:02 clinician stops metformin
09:00 home asks ramipril
09:01 says yes

dose metformin 08:00 is unknown
dose ramipril 09:00 is taken, claimed
