r"""The examples and rules below the options of every --help; `\b` keeps lines as they are."""

from __future__ import annotations

PINCITE = """\
\b
Examples:
  pincite index articles/
  pincite search 'comprehensive strategic partnership'
  pincite show summit.txt#7

\b
Exit codes: 0 found, 1 nothing found, 2 error.

\b
Shell completion, in the shell's start-up file:
  bash  eval "$(_PINCITE_COMPLETE=bash_source pincite)"
  zsh   eval "$(_PINCITE_COMPLETE=zsh_source pincite)"
  fish  _PINCITE_COMPLETE=fish_source pincite | source"""

INDEX = """\
\b
Examples:
  pincite index articles/
  pincite index notes.md letters/ --index ~/archive/.pincite
  pincite index articles/ --language french

Run it again after a change: only what changed is read."""

SEARCH = """\
\b
Examples:
  pincite search strategic partnership
  pincite search '"comprehensive strategic partnership" -nato' --full
  pincite search alliance --since 2016-07 --until 2017
  pincite search alliance -n 3 --jsonl | jq -r .paragraph.text
  pincite search alliance -- -nato

\b
Queries:
  alliance treaty      any of the words, in any form, best first
  "secret treaty"      these words, as written and in this order
  "treaty allies"~8    these words in any form and order, at most eight words apart
  =ally                this form of the word only
  alli*, wom?n         any forms that fit: * is any letters or none, ? is one
  Erdogen~, Erdogen~1  forms that differ in a letter or two, or in one
  a AND b, a OR b, NOT a, +a, -a, ( )
  title:treaty author:Reyes publication:"The Ledger" path:2018/ kind:quote
  date:2018, date:2016-07..2017, date:2016..
                       only paragraphs of which that is so; - before it: is not so

\b
Put the whole query in single quotes for the shell. Words such as -nato
outside of quotes go after --. The query - is read from standard input."""

SHOW = """\
\b
Examples:
  pincite show summit.txt
  pincite show summit#7
  pincite show reports/2018/summit.txt#7-9 --json"""

PAGE = """\
\b
Examples:
  pincite page
  pincite page -o site/search.html --title 'The archive'
  pincite page --query 'strategic partnership' -n 20 -o results.html"""

STATS = """\
\b
Examples:
  pincite stats
  pincite stats --index ~/archive --json"""
