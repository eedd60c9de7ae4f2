"""How the printed guideline looks: one style sheet that brings nothing from outside, for the screen and for paper."""

STYLE = """
body { font: 11pt/1.7 "Noto Naskh Arabic", "IBM Plex Sans Arabic", "Noto Sans", serif; color: #1d1f24; max-width: 50em;
  margin: 2em auto; padding: 0 1.5em; }
h1 { font-size: 1.7em; line-height: 1.35; margin: 0 0 .3em; }
h2 { font-size: 1.25em; border-block-end: 2px solid #1f5fd0; padding-block-end: .15em; margin: 1.6em 0 .6em; }
h3 { font-size: 1.05em; font-weight: bold; margin: 0 0 .2em; }
article { margin: 0 0 1em; padding: .5em .9em; border-inline-start: 3px solid #d6d7d9; break-inside: avoid; }
p, ul { margin: .2em 0; }
small, .facts { color: #62666f; font-weight: normal; }
code { font: .8em "DejaVu Sans Mono", monospace; color: #62666f; direction: ltr; unicode-bidi: isolate; }
kbd { font: .8em "Noto Sans", sans-serif; border: 1px solid #bbb; border-radius: 3px; padding: 0 .4em; }
.count { font-size: .8em; font-weight: normal; color: #1f5fd0; margin-inline-start: .4em; }
.retired { color: #9a5b00; }
mark { background: #cfe0fc; color: inherit; }
.counterexamples mark { background: #f7d4d1; text-decoration: line-through; }
table { border-collapse: collapse; width: 100%; margin: .3em 0; font-size: .93em; }
th, td { border: 1px solid #d6d7d9; padding: .15em .5em; text-align: start; vertical-align: top; }
th { background: #f4f6fa; }
@media print { body { margin: 0; max-width: none; } h2 { break-after: avoid; } }
@page { margin: 18mm; }
"""
