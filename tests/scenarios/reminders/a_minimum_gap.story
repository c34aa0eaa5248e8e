# The morning dose was late; the next one waits for the gap.
medicine paracetamol at 08:00, 12:00, gap 4 h

08:00 home asks paracetamol
08:00 says later 50 minutes
08:51 home asks paracetamol
08:52 says yes
12:53 home asks paracetamol
12:54 says yes

dose paracetamol 08:00 is taken, claimed
dose paracetamol 12:00 is taken, claimed
