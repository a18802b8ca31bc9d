"""How the page looks; colours come from Gradio's variables, so both themes follow."""

import gradio as gr

_SANS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "sans-serif")
_MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "monospace")

THEME = gr.themes.Base(
    primary_hue="teal", neutral_hue="stone", font=_SANS, font_mono=_MONO, radius_size="md"
)

CSS = """
.gradio-container { max-width: 1240px !important; margin: 0 auto; }
#title h1 { margin-bottom: 0; }
#chat a[href^="#cite"] {
  text-decoration: none; font-size: .8em; font-weight: 600; padding: 0 .35em; margin: 0 .1em;
  border-radius: .5em; background: var(--primary-100); color: var(--primary-800);
}
.dark #chat a[href^="#cite"] { background: var(--primary-900); color: var(--primary-100); }
#evidence {
  height: auto !important; max-height: 82vh !important; overflow-y: auto !important;
  scroll-behavior: smooth;
}
#evidence h2 { font-size: 1.05em; margin: .2em 0 .6em; }
#evidence .asked { opacity: .8; font-size: .9em; margin: .9em 0 .3em; }
#evidence article {
  border: 1px solid var(--border-color-primary); border-radius: .6em; padding: .8em 1em;
  margin-bottom: .7em; background: var(--background-fill-primary); overflow-wrap: anywhere;
}
#evidence article:is(:target, :has(:target)) { box-shadow: 0 0 0 2px var(--primary-500); }
#evidence h3 { font-size: 1em; margin: 0; }
#evidence .about { opacity: .8; font-size: .85em; margin-bottom: .5em; }
#evidence p, #evidence .essay p { white-space: pre-line; margin: .4em 0; line-height: 1.5; }
#evidence mark { background: #ffe58a; color: #1c1917; padding: .05em .1em; border-radius: .2em; }
#evidence details { margin-top: .5em; font-size: .92em; }
#evidence summary { cursor: pointer; opacity: .8; }
#evidence .essay { max-height: 22em; overflow-y: auto; padding: .3em .6em; }
@media (max-width: 768px) { #evidence { max-height: none !important; } }
"""
