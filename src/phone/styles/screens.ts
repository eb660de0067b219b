/** Styles of the screens. Font sizes: 12, 13, 15, 17 and 22 px. */
export const screens = `
button, select, input { font: inherit; color: inherit; margin: 0; }
button { appearance: none; border: 0; background: none; padding: 0; cursor: pointer; touch-action: manipulation; }
h2, p, ul { margin: 0; padding: 0; }
ul { list-style: none; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.view:focus-visible { outline: none; }
.scroll { flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; scrollbar-width: none; }

.bar { flex: none; display: flex; align-items: center; min-height: 48px; padding: 0 6px; }
.bar h2 {
  position: absolute;
  left: 56px;
  right: 56px;
  font-size: 17px;
  line-height: 24px;
  font-weight: 600;
  text-align: center;
  white-space: nowrap;
  overflow: hidden;
  text-overflow: ellipsis;
  pointer-events: none;
}
.bar .round:last-child:not(:first-child) { margin-left: auto; }
.round { display: grid; place-items: center; width: 44px; height: 44px; border-radius: 50%; flex: none; }
.dock { flex: none; padding: 12px 20px 10px; display: grid; gap: 4px; }
.primary, .quiet {
  display: flex;
  align-items: center;
  justify-content: center;
  gap: 8px;
  width: 100%;
  min-height: 48px;
  border-radius: 14px;
  font-size: 16px;
  font-weight: 600;
  transition: transform 120ms, background 160ms, opacity 160ms;
}
.primary { background: var(--accent); color: var(--on-accent); }
.quiet { min-height: 44px; color: var(--soft); font-weight: 500; }
.danger { color: var(--danger); }
.busy { opacity: 0.75; cursor: default; }

.avatar {
  display: grid;
  place-items: center;
  flex: none;
  width: 44px;
  height: 44px;
  border-radius: 12px;
  object-fit: cover;
  font-size: 18px;
  font-weight: 600;
  line-height: 1;
  color: #fff;
  background: linear-gradient(150deg, hsl(var(--hue, 150) 46% 52%), hsl(calc(var(--hue, 150) + 24) 50% 38%));
}
.avatar.person { border-radius: 50%; }
.avatar.emoji { font-size: 24px; background: hsl(var(--hue, 150) 60% 88%); }
.avatar.group { color: var(--soft); background: var(--press); }
img.avatar { background: var(--surface); }

.home { background: var(--surface); }
.owner { flex: none; padding: 6px 14px 8px; }
.person-select { position: relative; display: flex; align-items: center; height: 52px; border-radius: 16px; }
.person-select .avatar { position: absolute; left: 4px; width: 36px; height: 36px; pointer-events: none; font-size: 15px; }
.person-select .avatar.emoji { font-size: 20px; }
.person-select select {
  appearance: none;
  border: 0;
  border-radius: 16px;
  width: 100%;
  min-height: 52px;
  padding: 0 36px 0 52px;
  background: transparent;
  font-size: 20px;
  font-weight: 650;
  letter-spacing: -0.005em;
  text-overflow: ellipsis;
  cursor: pointer;
}
.person-select option { background: var(--surface); color: var(--ink); font-size: 15px; font-weight: 400; }
.person-select .icon { position: absolute; right: 10px; width: 20px; height: 20px; color: var(--soft); pointer-events: none; }
.chats { padding: 2px 6px; }
.row {
  display: grid;
  grid-template: 'face name time' 22px 'face preview preview' 20px / 46px 1fr auto;
  column-gap: 12px;
  align-items: center;
  width: 100%;
  min-height: 66px;
  align-content: center;
  padding: 0 12px;
  border-radius: 16px;
  text-align: start;
}
.row .avatar { grid-area: face; width: 46px; height: 46px; }
.row-name { grid-area: name; font-weight: 550; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.row-time { grid-area: time; font-size: 12px; color: var(--soft); }
.row-preview { grid-area: preview; font-size: 13px; color: var(--soft); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
button.row { background: color-mix(in srgb, var(--accent) 9%, transparent); }
button.row .row-name { font-weight: 650; }

.search { background: var(--surface); }
.search .scroll { display: grid; }
.profile, .notice { background: var(--surface); }
.profile .scroll, .notice .scroll { display: grid; }
.card { align-self: center; justify-self: center; display: grid; justify-items: center; padding: 16px 28px 28px; text-align: center; min-width: 0; }
.card .avatar { width: 84px; height: 84px; border-radius: 24px; font-size: 34px; box-shadow: 0 14px 28px -14px var(--shadow), 0 0 0 1px var(--line); }
.card h2 { margin-top: 20px; font-size: 22px; line-height: 28px; font-weight: 650; text-wrap: balance; }
.kind { margin-top: 10px; padding: 3px 10px; border-radius: 99px; font-size: 12px; font-weight: 600; color: var(--accent-ink); background: color-mix(in srgb, var(--accent) 13%, transparent); }
.about { margin-top: 16px; font-size: 15px; line-height: 22px; color: var(--soft); text-wrap: balance; }
.card .note { margin-top: 4px; font-size: 13px; color: var(--soft); }
.badge { display: grid; place-items: center; width: 84px; height: 84px; border-radius: 50%; background: var(--press); color: var(--soft); }
.badge .icon { width: 40px; height: 40px; stroke-width: 1.6; }
.badge + h2 + .about { margin-top: 8px; }

.chat .bar { border-bottom: 1px solid var(--line); }
.log { flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; padding: 14px 12px 10px; display: flex; flex-direction: column; gap: 14px; scrollbar-width: none; }
.log:focus-visible { outline-offset: -3px; border-radius: 8px; }
.time, .empty-note { align-self: center; font-size: 12px; color: var(--soft); font-variant-numeric: tabular-nums; }
.empty-note[hidden] { display: none; }
.empty-note { margin: auto; font-size: 13px; }
.line { display: flex; gap: 8px; align-items: flex-start; padding-inline-end: 40px; }
.line .avatar { width: 34px; height: 34px; margin-top: 3px; border-radius: 10px; font-size: 14px; }
.line .avatar.person { border-radius: 50%; }
.line .avatar.emoji { font-size: 19px; }
.line.own { flex-direction: row-reverse; padding-inline: 40px 0; }
.bubble {
  min-width: 0;
  padding: 9px 13px;
  border-radius: 5px 18px 18px 18px;
  background: var(--raised);
  box-shadow: 0 1px 1px rgb(0 0 0 / 0.05);
  line-height: 22px;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
}
.own .bubble { border-radius: 18px 5px 18px 18px; background: var(--own); color: var(--own-ink); }
.answer { display: inline-flex; align-items: center; min-height: 44px; min-width: 44px; margin: -2px 0; color: var(--accent-ink); font-weight: 600; text-decoration: underline; text-underline-offset: 3px; text-decoration-thickness: 1px; }
.compose { flex: none; position: relative; margin: 0; padding: 8px 12px 8px; border-top: 1px solid var(--line); }
.field { width: 100%; height: 44px; padding: 0 52px 0 16px; border: 1px solid var(--line); border-radius: 22px; background: var(--surface); font-size: 16px; outline-offset: 1px; }
.field::placeholder { color: var(--soft); opacity: 1; }
.send { position: absolute; right: 12px; top: 8px; color: var(--on-accent); }
.send::before { content: ''; position: absolute; inset: 5px; border-radius: 50%; background: var(--accent); }
.send .icon { position: relative; width: 19px; height: 19px; stroke-width: 2.3; }

@media (hover: hover) {
  .primary:hover { background: color-mix(in srgb, var(--accent) 90%, var(--ink)); }
  .round:hover, .quiet:hover, .person-select:hover { background: var(--press); }
  .send:hover { background: none; }
  button.row:hover { background: color-mix(in srgb, var(--accent) 15%, transparent); }
}
.primary:active { transform: scale(0.98); }
@media (prefers-reduced-motion: no-preference) {
  .busy { animation: breathe 1.1s ease-in-out infinite alternate; }
  @keyframes breathe { to { opacity: 0.45; } }
  .line.new { animation: pop 260ms cubic-bezier(0.2, 0.9, 0.3, 1.2) both; transform-origin: left top; }
  .line.new.own { transform-origin: right top; }
  @keyframes pop { from { opacity: 0; transform: translateY(8px) scale(0.94); } }
}
`;
