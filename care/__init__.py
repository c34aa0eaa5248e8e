"""The words everybody uses: frozen types, standard library only.

Every value is a frozen, keyword-only dataclass with slots; every instant is an
aware UTC datetime. Names follow FHIR R4 and IEC 60601-1-8. Nothing here decides.
"""
