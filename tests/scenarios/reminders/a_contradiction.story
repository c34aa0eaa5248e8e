# "No", says the patient; the box was opened. Asked once, then shown to the clinician.
a pill box is there
medicine metformin at 08:00

08:00 home asks metformin
08:01 box opened
08:02 says no
08:02 home tells DOSE-UNKNOWN
08:03 home asks metformin (doubt)

dose metformin 08:00 is unknown, contradicted
