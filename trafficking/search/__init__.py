"""How things are found: one structure in memory for words and for facets, the same on every database. Names no model.

For the rest of the house:

- `directory.find(text, selection) -> Result` is the help directory: ids in order of rank, counts for every option, what
  the words were understood as and why each result matched. The parameters of an address (`q`; `situation service area
  language audience`, which are slugs, a language by its code; `free`; `open`) are read by `address.read`.
- `Model.objects.….search(text)` (`queryset`) is everything else: pages, events, awards.

Words that ask for help free of charge (`cost`) set that filter and are not searched for.

Inside: `words` (keys) <- `wordlist` <- `vocabulary` (terms) <- `index` (the directory) <- `ranking` and `facets` <-
`directory`; `copy` keeps the index fresh, `hours` says who is open, `bits` are sets of documents, `shelf` searches the
small nouns. What is searched comes from `models/search_source.py` and from `for_search`, `search_titles` and
`search_texts` of each noun.
"""
