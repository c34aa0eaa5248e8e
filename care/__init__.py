"""The words everybody uses: frozen types, approved wording, and a few small edges.

Every value is a frozen, keyword-only dataclass with slots; every instant is an
aware UTC datetime. Names follow FHIR R4 and IEC 60601-1-8. Nothing here decides about a
patient. What leans on a library or on the world says so: `config`, `logs`, `clock`.
"""
