/** Styles of the device: frame, island, status bar, and the change from screen to screen. */
export const device = `
:host {
  display: block;
  box-sizing: border-box;
  width: 100%;
  max-width: 300px;
  height: 620px;
}
:host([hidden]) { display: none; }
*, ::before, ::after { box-sizing: border-box; }
/* A column that fits its content asks how wide: 300 px at best, 280 px at least. */
.measure { all: initial; display: block; height: 0; line-height: 0; overflow: hidden; }
.measure::before, .measure::after { content: ''; display: inline-block; width: 280px; }
.measure::after { width: 20px; }
/* Nothing that the page's text inherits reaches the phone. Only its light or dark does. */
.device {
  all: initial;
  color-scheme: inherit;
  direction: ltr;
  display: block;
  position: relative;
  height: 100%;
  min-height: 440px;
  border-radius: 50px;
  background: linear-gradient(145deg, var(--rim), var(--edge) 22%, var(--frame) 50%, var(--edge) 84%, var(--rim));
  box-shadow: 0 36px 64px -30px var(--shadow), 0 12px 24px -14px var(--shadow);
  color: var(--ink);
  font: 15px/1.4 -apple-system, 'SF Pro Text', Inter, 'PingFang SC', 'Noto Sans CJK SC',
    'Noto Sans SC', 'Microsoft YaHei', system-ui, sans-serif;
  -webkit-font-smoothing: antialiased;
  text-align: start;
}
.device::before {
  content: '';
  position: absolute;
  inset: 2px;
  border-radius: 48px;
  background: #060707;
}
.front {
  position: absolute;
  inset: 10px;
  container-type: size;
  border-radius: 40px;
  clip-path: inset(0 round 40px);
  background: var(--ground);
  isolation: isolate;
}
.statusbar {
  position: absolute;
  inset: 0 0 auto;
  z-index: 3;
  height: 44px;
  padding: 4px 22px 0 26px;
  display: flex;
  align-items: center;
  justify-content: space-between;
  pointer-events: none;
  transition: color 240ms;
}
.clock { font-size: 14px; font-weight: 600; font-variant-numeric: tabular-nums; letter-spacing: 0.01em; }
.island {
  position: absolute;
  left: 50%;
  top: 11px;
  width: 80px;
  height: 23px;
  margin-left: -40px;
  border-radius: 12px;
  background: #060707;
}
.island::after {
  content: '';
  position: absolute;
  right: 7px;
  top: 7px;
  width: 9px;
  height: 9px;
  border-radius: 50%;
  background: radial-gradient(circle at 40% 40%, #24324a, #0c1119 70%);
}
/* On a phone that the page has made narrower. */
@container (width < 250px) {
  .statusbar { padding-inline: 20px 16px; }
  .island { width: 62px; margin-left: -31px; }
}
.status-icons { width: 58px; height: 12px; fill: currentColor; }
.status-icons .shell { fill: none; stroke: currentColor; stroke-opacity: 0.45; }
.handle {
  position: absolute;
  left: 50%;
  bottom: 7px;
  z-index: 3;
  width: 104px;
  height: 4px;
  margin-left: -52px;
  border-radius: 2px;
  background: currentColor;
  pointer-events: none;
  transition: background 240ms;
}
[data-screen='dark'] .front { background: #0a0e0c; }
[data-screen='dark'] .statusbar { color: #fff; }
[data-screen='dark'] .handle { background: #fff; }
.views { position: absolute; inset: 0; overflow: hidden; }
.view {
  position: absolute;
  inset: 0;
  display: flex;
  flex-direction: column;
  padding: 44px 0 18px;
  background: var(--ground);
  outline: none;
}
.visually-hidden {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
.icon {
  width: 24px;
  height: 24px;
  flex: none;
  fill: none;
  stroke: currentColor;
  stroke-width: 1.9;
  stroke-linecap: round;
  stroke-linejoin: round;
}
@media (prefers-reduced-motion: no-preference) {
  .enter { animation: in 320ms cubic-bezier(0.2, 0.8, 0.2, 1) both; z-index: 2; }
  .exit { animation: away 320ms cubic-bezier(0.2, 0.8, 0.2, 1) both; }
  .enter-back { animation: away 320ms cubic-bezier(0.2, 0.8, 0.2, 1) reverse both; }
  .exit-back { animation: in 280ms cubic-bezier(0.4, 0, 0.8, 0.4) reverse both; z-index: 2; }
  .finder.enter { animation-name: rise; }
  @keyframes in { from { transform: translateX(100%); } }
  @keyframes away { to { transform: translateX(-28%); opacity: 0.5; } }
  @keyframes rise { from { opacity: 0; transform: scale(1.06); } }
}
@media (forced-colors: active) {
  .device { border: 2px solid CanvasText; }
  .primary, .bubble, .round, .glass { border: 1px solid; }
}
`;
