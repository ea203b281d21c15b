"""Spreadsheets in and out.

The way in: bytes -> sheets (`files`) -> tables whose headings are understood (`headings`) -> a plan of what would
change and what is wrong (`planning`) -> drafts or publications through `editorial.flow` (`applying`).
The way out: states of items -> sheets (`exporting`) -> bytes (`files`).
`layouts` says which sheets and columns there are; everything else follows from it.
"""
