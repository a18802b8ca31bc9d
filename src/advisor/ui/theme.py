"""How the page looks: one accent colour, system fonts, a serif for the essays, two themes.

Colours are variables set once for light and once for dark; every pair of text and ground has a
contrast of at least 4.5 to 1, which the browser tests measure.
"""

import gradio as gr

_SANS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "sans-serif")
_MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "monospace")

THEME = gr.themes.Base(
    primary_hue="teal",
    neutral_hue="stone",
    font=_SANS,
    font_mono=_MONO,
    radius_size="md",
).set(
    body_background_fill="#faf9f7",
    body_background_fill_dark="#161413",
    body_text_color="#292524",
    body_text_color_dark="#e7e5e4",
    body_text_color_subdued="#57534e",
    body_text_color_subdued_dark="#b6b0ab",
    color_accent_soft="#f1efec",
    color_accent_soft_dark="#2a2624",
    block_background_fill="#ffffff",
    block_background_fill_dark="#1f1c1b",
    block_border_width="1px",
    block_label_text_color="#44403c",
    block_label_text_color_dark="#d6d3d1",
    block_title_text_color="#292524",
    block_title_text_color_dark="#e7e5e4",
    block_title_text_weight="500",
    block_info_text_color="#57534e",
    block_info_text_color_dark="#b6b0ab",
    input_background_fill="#ffffff",
    input_background_fill_dark="#161413",
    input_border_width="1px",
    input_border_color="#8a837d",
    input_border_color_dark="#78716c",
    input_placeholder_color="#6b645f",
    input_placeholder_color_dark="#a8a29e",
    button_primary_background_fill="#0f766e",
    button_primary_background_fill_hover="#115e59",
    button_primary_background_fill_dark="#0f766e",
    button_primary_background_fill_hover_dark="#115e59",
    button_primary_text_color="#ffffff",
    button_primary_text_color_dark="#ffffff",
    button_secondary_background_fill="#ece9e6",
    button_secondary_background_fill_hover="#ded9d5",
    button_secondary_background_fill_dark="#35302e",
    button_secondary_background_fill_hover_dark="#443e3b",
    button_secondary_text_color="#292524",
    button_secondary_text_color_dark="#e7e5e4",
    link_text_color="#0f766e",
    link_text_color_dark="#5eead4",
)

CSS = """
:root {
  --accent: #0f766e; --accent-soft: #d5f2ee; --accent-ink: #115e59;
  --quote: #fdeaa7; --quote-ink: #292018; --warn: #9f1239; --muted: #57534e; --line: #ddd8d3;
  --serif: Charter, "Bitstream Charter", "Iowan Old Style", Cambria, Georgia, serif;
}
.dark {
  --accent: #2dd4bf; --accent-soft: #12403c; --accent-ink: #99f6e4;
  --quote: #6b5510; --quote-ink: #fff7dc; --warn: #fda4af; --muted: #b6b0ab; --line: #45403d;
}
.gradio-container { max-width: 1240px !important; margin: 0 auto; }
.gradio-container > main, .gradio-container .tabs { width: 100%; }
.gradio-container { width: 100%; }
.gradio-container :focus-visible {
  outline: 2px solid var(--accent) !important; outline-offset: 2px;
}
footer { display: none !important; }
#title { margin: .4em 0 .2em; }
#title h1 { font-family: var(--serif); font-size: 1.9em; letter-spacing: -.01em; margin: 0; }
#title p { color: var(--muted); margin: .1em 0 0; max-width: none !important; }
#title .prose, #title span { max-width: none !important; }
#question textarea:focus-visible { outline: 0 !important; border-color: var(--accent); }
#tabs button[role="tab"] { font-size: 1em; padding: .55em .95em; }
#tabs button[role="tab"][aria-selected="true"] { color: var(--accent); font-weight: 600; }
.prose { max-width: 72ch; line-height: 1.6; }
.gradio-container .prose:has(> .scores, > h2.opened) { max-width: none; }
#verdict :is(.prose, .html-container) { max-width: none !important; }
.about, .place { color: var(--muted); font-size: .88em; }
.warning { color: var(--warn); }
.label {
  color: var(--accent-ink); font-size: .78em; font-weight: 600; letter-spacing: .03em;
  margin-bottom: .2em;
}
.html-container mark, #evidence mark, #essay mark, #verdict mark {
  background: var(--quote); color: var(--quote-ink); padding: .06em .12em; border-radius: .2em;
  box-decoration-break: clone; -webkit-box-decoration-break: clone;
}
button[data-open], a.download {
  display: inline-block; border: 1px solid var(--accent); border-radius: .45em;
  color: var(--accent-ink); background: transparent; font-size: .86em; padding: .25em .7em;
  cursor: pointer; text-decoration: none;
}
button[data-open]:hover, a.download:hover { background: var(--accent-soft); }

#question .submit-button { background: #0f766e; color: #fff; padding: .3em 1em; }
#question .submit-button:hover { background: #115e59; }
#chat { border-radius: .7em; }
#chat .placeholder { padding-top: 1.2em; }
#chat .message { line-height: 1.6; }
#chat :is(.message, .message-content, .prose, .md, .bot, .user) { opacity: 1 !important; }
#chat a[href^="#cite"] {
  text-decoration: none; font-size: .8em; font-weight: 600; padding: .05em .4em; margin: 0 .1em;
  border-radius: .5em; background: var(--accent-soft); color: var(--accent-ink);
}
#chat blockquote {
  border-left: 3px solid var(--accent); margin: .6em 0; padding: .15em 0 .15em .9em;
  color: inherit; background: color-mix(in srgb, var(--accent-soft) 35%, transparent);
}
#chat .message code {
  font-family: inherit; font-size: .78em; padding: .2em .65em; border-radius: 1em;
  border: 1px solid var(--line); background: transparent; color: var(--muted);
}
#actions { align-items: center; gap: .6em; flex-wrap: wrap; }
#actions > * { flex: 0 0 auto !important; min-width: 0 !important; width: auto !important; }

#evidence {
  height: auto !important; max-height: 84vh !important; overflow-y: auto !important;
  scroll-behavior: smooth; padding-right: .3em;
}
#evidence h2, #essay h2, #read h2, #verdict h2 {
  font-family: var(--serif); line-height: 1.25; margin: .1em 0 .3em;
}
#evidence h2 { font-size: 1.2em; }
#evidence .asked { margin: .9em 0 .5em; line-height: 1.4; }
#evidence .asked span { display: block; color: var(--muted); font-size: .82em; }
#evidence article, #verdict .cards article {
  border: 1px solid var(--line); border-radius: .6em; padding: .8em 1em; margin: 0 0 .7em;
  background: var(--block-background-fill); overflow-wrap: anywhere;
}
#evidence article.dissent { border-left: 4px solid var(--accent); }
#evidence article:target { box-shadow: 0 0 0 2px var(--accent); }
#evidence h3 { font-size: .95em; margin: 0; }
#evidence article p, #verdict blockquote, #essay blockquote {
  font-family: var(--serif); font-size: 1.02em; line-height: 1.55; white-space: pre-line;
  margin: .5em 0;
}

#essay, #read { max-width: 46rem; margin: 0 auto; }
#essay h2, #read h2 { font-size: 1.65em; }
#essay article, #read article {
  font-family: var(--serif); font-size: 1.09em; line-height: 1.65; overflow-wrap: anywhere;
}
#essay article p, #read article p { white-space: pre-line; margin: .75em 0; }
#essay article :is(h3, h4, h5), #read article :is(h3, h4, h5) {
  font-size: 1.12em; line-height: 1.3; margin: 1.5em 0 .4em;
}
#essay article h3:first-child, #read article h3:first-child { display: none; }
#essay ul, #read article ul { padding-left: 1.3em; list-style: disc; }
#essay pre, #read pre { white-space: pre-wrap; font-family: var(--font-mono); font-size: .85em; }
#essay details {
  border-left: 3px solid var(--accent); padding: .1em 1em; margin: 1em 0; font-size: .92em;
}
#essay summary { cursor: pointer; font-weight: 600; }
#essay mark { scroll-margin: 30vh; }
#read .summary { color: var(--muted); font-style: italic; }
#ways { gap: .6em; position: sticky; top: 0; z-index: 5; padding: .4em 0;
  background: var(--body-background-fill); }
#ways > * { flex: 0 0 auto !important; min-width: 0 !important; width: auto !important; }

#essays ul { list-style: none; padding: 0; margin: 0; }
#essays li { border-bottom: 1px solid var(--line); padding: .65em 0; }
#essays button[data-open] {
  border: 0; padding: 0; font-size: 1em; font-weight: 600; text-align: left; line-height: 1.35;
  white-space: normal;
}
#essays .tags span {
  display: inline-block; font-size: .76em; color: var(--muted); border: 1px solid var(--line);
  border-radius: 1em; padding: 0 .6em; margin: .25em .3em 0 0;
}
#essays {
  height: auto !important; max-height: 78vh !important; overflow-y: auto !important;
  padding-right: .4em;
}
#receipt, #receipt .html-container { min-height: 104px !important; }
.receipt { padding-left: 1.2em; line-height: 1.6; }

.dimension, .dimension > *, .dimension .block { background: var(--block-background-fill); }
.dimension h3 { padding: .7em 1em 0; margin: 0; font-family: var(--serif); }
.statement .wrap { flex-wrap: wrap; }
#verdict .scores { display: flex; flex-wrap: wrap; gap: 1.2em; align-items: center; }
#verdict .scores > * { flex: 1 1 320px; min-width: 0; }
#verdict table { border-collapse: collapse; font-size: .93em; }
#verdict caption { text-align: left; color: var(--muted); padding-bottom: .4em; }
#verdict :is(table, thead, tbody, tr) { border: 0 !important; }
#verdict :is(th, td) {
  text-align: left; padding: .4em .6em; font-weight: 400; vertical-align: top;
  border: 0 !important; border-bottom: 1px solid var(--line) !important;
}
#verdict thead th { font-weight: 600; }
#verdict td:nth-child(2) { text-align: right; font-variant-numeric: tabular-nums; }
#verdict h2 { font-size: 1.7em; }
#verdict h3 { font-family: var(--serif); font-size: 1.25em; margin: 1.2em 0 .5em; }
#verdict .cards {
  display: grid; grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); gap: .8em;
}
#verdict .cards article { margin: 0; }
#verdict blockquote { border: 0; padding: 0; }
.radar { overflow: visible; max-width: 560px; width: 100%; height: auto; }
.radar .ring { fill: none; stroke: var(--line); }
.radar .r50 { stroke: var(--muted); stroke-dasharray: 4 4; }
.radar .area { fill: var(--accent); fill-opacity: .22; stroke: var(--accent); stroke-width: 2; }
.radar .dot { fill: var(--accent); }
.radar text { fill: var(--body-text-color); font-size: 13px; }

@media (max-width: 768px) {
  #evidence { max-height: none !important; }
  #essays { max-height: 48vh !important; }
  .radar text { font-size: 18px; }
  #chat { height: max(20rem, calc(100dvh - 23.5rem)) !important; }
  #verdict .cards { grid-template-columns: 1fr; }
}
@media (prefers-reduced-motion: reduce) { * { scroll-behavior: auto !important; } }
"""
