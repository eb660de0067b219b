/**
 * The chat, in WeChat's own colours, so that it is recognized: a picture, as the QR code is, that no
 * brand recolours. All lengths grow with the tile.
 */
import { css } from 'lit';

export const chatStyles = css`
  .chat {
    --_chat: #ededed;
    --_paper: #fff;
    --_words: #191919;
    --_answer: #4a5e8c;
    --_rule: #00000017;
    display: flex;
    flex-direction: column;
    place-self: stretch;
    background: var(--_chat);
    color: var(--_words);
    /* The face is 213 px wide in a tile of 225 px. */
    font-size: max(11px, calc(var(--_size) * 0.058));
    line-height: 1.5;
    animation: in 0.25s;
  }
  @supports (color: light-dark(red, red)) {
    .chat {
      --_chat: light-dark(#ededed, #111);
      --_paper: light-dark(#fff, #2c2c2c);
      --_words: light-dark(#191919, #d5d5d5);
      --_answer: light-dark(#4a5e8c, #93a9d1);
      --_rule: light-dark(#00000017, #ffffff1f);
    }
  }
  .chat svg {
    flex: none;
    width: 1.5em;
    stroke-width: 1.8;
    animation: none;
  }
  [lang='ar'] .back {
    scale: -1 1;
  }
  .bar,
  .typing {
    display: flex;
    gap: 0.7em;
    align-items: center;
    padding: 0.5em 0.8em;
    border-block-end: 1px solid var(--_rule);
  }
  .bar bdi {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    font-weight: 600;
    text-align: center;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .screen {
    flex: 1;
    display: flex;
    flex-direction: column;
    justify-content: space-between;
    min-height: 0;
    /* More digits than usual take the place of the drawing. */
    overflow: hidden;
  }
  .message {
    display: flex;
    gap: 0.8em;
    padding: 0.9em 0.8em;
    text-align: start;
  }
  .chat .avatar {
    width: 2.7em;
    height: 2.7em;
    border: 1px solid #0000;
    border-radius: 0.35em;
    background: var(--_paper);
    line-height: 2.7em;
  }
  .bubble {
    flex: 1;
    max-width: 11.5em;
    padding: 0.65em 0.9em;
    border: 1px solid #0000;
    border-radius: 0.35em;
    background: var(--_paper);
  }
  /* A line that stands for words. Forced colours draw borders, but no backgrounds. */
  .bubble u {
    display: block;
    width: 100%;
    margin-block: 0.35em 0.6em;
    border-block-start: 0.5em solid var(--_rule);
    border-radius: 1em;
  }
  .bubble u + u {
    width: 62%;
    margin-block-end: 0.35em;
  }
  /* In one line, as in the chat, and below each other only if the words are long. */
  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: 0.2em 0.8em;
    justify-content: space-between;
    margin-block-start: 1em;
    color: var(--_answer);
    font-size: 1.05em;
  }
  .answers em {
    font-style: normal;
    overflow-wrap: anywhere;
  }
  .typing {
    border-block: 1px solid var(--_rule);
    border-block-end: 0;
  }
  .typing s {
    flex: 1;
    min-height: 1.9em;
    padding-inline: 0.6em;
    border: 1px solid #0000;
    border-radius: 0.35em;
    background: var(--_paper);
    line-height: 1.9em;
    text-align: start;
    text-decoration: none;
    overflow: hidden;
  }
  .digits {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    padding-block-start: 0.9em;
    background: var(--_paper);
    border-block-end: 1px solid var(--_rule);
  }
  .digits bdi {
    display: flex;
    flex-wrap: wrap;
    column-gap: 0.36em;
    justify-content: center;
    font-size: calc(var(--_size) * 0.18);
    font-variant-numeric: tabular-nums;
    font-weight: 600;
    line-height: 1.1;
    /* One press selects all of them. */
    -webkit-user-select: all;
    user-select: all;
    direction: ltr;
  }
  .digits .visually-hidden {
    -webkit-user-select: none;
    user-select: none;
  }
  .copy {
    background: none;
    color: var(--_answer);
  }
`;
