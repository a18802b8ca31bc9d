"""The few lines of JavaScript of the page; none of them takes content for code."""

OPEN = """
element.addEventListener('click', event => {
  const button = event.target.closest('[data-open]');
  if (!button) return;
  window.advisorOpened = button;
  trigger('click', { open: button.dataset.open });
});
"""
"""A button with ``data-open`` in a ``gr.HTML`` triggers its click event with that value."""

SHOW_QUOTED = """
const show = () => {
  let tries = 60;
  const look = () => {
    const words = element.querySelector('.quoted') || element.querySelector('.opened');
    if (words && words.offsetParent !== null) {
      const top = words.getBoundingClientRect().top, quoted = words.matches('.quoted');
      if (quoted || top < 0 || top > innerHeight * .6)
        words.scrollIntoView({ block: quoted ? 'center' : 'start' });
      words.focus({ preventScroll: true });
    } else if (tries-- > 0) requestAnimationFrame(look);
  };
  look();
};
watch('value', show);
show();
"""
"""The quoted words, or else the title, are scrolled to and focused once they are visible.

A tab makes its parts when it is opened first, so this also looks when it is loaded itself.
"""

GO_BACK = """
() => {
  let tries = 60;
  const look = () => {
    const button = window.advisorOpened;
    const place = button && button.isConnected ? button
      : document.querySelector('#question textarea, #question input');
    if (place && place.offsetParent !== null) place.focus();
    else if (tries-- > 0) requestAnimationFrame(look);
  };
  look();
}
"""
"""Focus returns to the button that opened the essay."""

_TALKS = """
  const key = 'advisor.talks';
  const read = () => {
    try { return JSON.parse(localStorage.getItem(key) || '[]'); } catch { return []; }
  };
  const titles = talks => JSON.stringify(talks.map(talk => [talk.title, talk.id]));
"""

_FOLLOW = """
  const chat = document.getElementById('chat');
  let count = 0, follows = false;
  new MutationObserver(() => {
    for (const said of chat.querySelectorAll('[data-testid="bot"]'))
      said.setAttribute('aria-label', 'Answer');
    const rows = chat.querySelectorAll('.user-row');
    if (rows.length > count) follows = true;
    count = rows.length;
    const asked = rows[count - 1], view = asked && asked.closest('.panel-wrap');
    if (view && follows) requestAnimationFrame(() => {
      if (follows)
        view.scrollTop += asked.getBoundingClientRect().top - view.getBoundingClientRect().top;
    });
  }).observe(chat, { childList: true, subtree: true });
  for (const act of ['wheel', 'touchmove', 'pointerdown', 'keydown'])
    chat.addEventListener(act, () => { follows = false; }, { passive: true });
  if (innerWidth > 768) document.querySelector('#question textarea').focus();
"""
# A new question moves to the top as its answer grows, which is read from the beginning, until the
# reader moves in the conversation; and answers get a name for screen readers in the place of their
# own Markdown.

SAVE_TALK = f"""
kept => {{{_TALKS}
  let talks = read();
  try {{
    const talk = JSON.parse(kept);
    sessionStorage.setItem('advisor.talk', talk.id);
    if (talk.answers.length) {{
      talks = [talk, ...talks.filter(other => other.id !== talk.id)].slice(0, 20);
      for (let full = true; full && talks.length;)
        try {{
          localStorage.setItem(key, JSON.stringify(talks));
          full = false;
        }} catch {{ talks.pop(); }}
    }}
  }} catch {{ }}
  return [titles(read())];
}}
"""
"""From a conversation as JSON to the titles of all that are kept, at most twenty.

The oldest give way where the browser has no more room.
"""

LOAD_TALKS = f"""
() => {{{_TALKS}
{_FOLLOW}  const talks = read(), id = sessionStorage.getItem('advisor.talk');
  const talk = talks.find(talk => talk.id === id);
  return [titles(talks), talk ? JSON.stringify(talk) : ''];
}}
"""
"""The titles of all kept conversations, and the one this window was in."""

PICK_TALK = f"""
(_, id) => {{{_TALKS}
  const talk = read().find(talk => talk.id === id);
  if (talk) sessionStorage.setItem('advisor.talk', talk.id);
  return [talk ? JSON.stringify(talk) : '', id];
}}
"""
"""From the id of a conversation to the conversation."""

FORGET_TALKS = """
() => { localStorage.removeItem('advisor.talks'); sessionStorage.removeItem('advisor.talk'); }
"""
"""No conversation is kept any more."""
