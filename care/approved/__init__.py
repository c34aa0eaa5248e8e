"""Questions with answers that a clinician has read and dated, and which one is meant."""
