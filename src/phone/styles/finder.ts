/** Styles of the camera, which is dark in every theme. */
export const finder = `
.finder { color: #fff; background: radial-gradient(130% 80% at 50% 40%, #24302b, #0a0e0c 75%); --accent: #34c97c; }
.finder .round:hover { background: rgb(255 255 255 / 0.12); }
.frame {
  position: relative;
  flex: none;
  width: min(212px, calc(100% - 48px));
  aspect-ratio: 1;
  margin: 62px auto 0;
  border-radius: 26px;
}
/* On a phone that the page has made shorter. */
@container (height < 600px) {
  .frame { width: min(212px, calc(100% - 48px), 40cqh); margin-top: max(8px, 40cqh - 178px); }
}
.photograph {
  position: absolute;
  inset: 8px;
  width: calc(100% - 16px);
  height: calc(100% - 16px);
  object-fit: contain;
  border-radius: 18px;
  background: rgb(0 0 0 / 0.25);
}
.corners { position: absolute; inset: 0; }
.corners, .corners::before {
  --ink: #fff;
  --w: 3px;
}
.corners::before {
  content: '';
  position: absolute;
  inset: 0;
  border: 3px solid #fff;
  border-radius: 26px;
  -webkit-mask: conic-gradient(#000 0 0) 0 0 / 44px 44px no-repeat, conic-gradient(#000 0 0) 100% 0 / 44px 44px no-repeat,
    conic-gradient(#000 0 0) 0 100% / 44px 44px no-repeat, conic-gradient(#000 0 0) 100% 100% / 44px 44px no-repeat;
  mask: conic-gradient(#000 0 0) 0 0 / 44px 44px no-repeat, conic-gradient(#000 0 0) 100% 0 / 44px 44px no-repeat,
    conic-gradient(#000 0 0) 0 100% / 44px 44px no-repeat, conic-gradient(#000 0 0) 100% 100% / 44px 44px no-repeat;
  transition: border-color 200ms;
}
.sweep {
  position: absolute;
  left: 14px;
  right: 14px;
  top: 50%;
  height: 2px;
  border-radius: 2px;
  background: linear-gradient(90deg, transparent, var(--accent) 18% 82%, transparent);
  box-shadow: 0 0 18px 3px rgb(52 201 124 / 0.55);
}
.lock {
  position: absolute;
  left: 50%;
  top: 50%;
  display: grid;
  place-items: center;
  width: 52px;
  height: 52px;
  margin: -26px 0 0 -26px;
  border-radius: 50%;
  color: #04150c;
  background: var(--accent);
  box-shadow: 0 0 0 6px rgb(255 255 255 / 0.9);
  opacity: 0;
}
.lock .icon { width: 28px; height: 28px; stroke-width: 2.6; }
[data-state='found'] .sweep, [data-state='nothing'] .sweep { display: none; }
[data-state='found'] .corners::before { border-color: var(--accent); }
[data-state='found'] .lock { opacity: 1; }
[data-state='nothing'] .photograph { opacity: 0.35; }
.find-text { flex: 1; display: flex; flex-direction: column; align-items: center; padding: 28px 24px 14px; text-align: center; }
.find-title { font-size: 15px; font-weight: 550; line-height: 22px; }
[data-state='nothing'] .find-title { font-size: 17px; font-weight: 600; }
.find-hint { margin-top: 4px; font-size: 13px; line-height: 20px; color: rgb(255 255 255 / 0.72); text-wrap: balance; }
.glass {
  margin-top: auto;
  min-height: 44px;
  padding: 0 22px;
  border-radius: 22px;
  font-weight: 600;
  background: rgb(255 255 255 / 0.16);
}
.glass:hover { background: rgb(255 255 255 / 0.24); }
.glass[hidden] { display: none; }
@media (prefers-reduced-motion: no-preference) {
  .sweep { animation: sweep 1.8s cubic-bezier(0.45, 0, 0.55, 1) infinite alternate; }
  @keyframes sweep { from { top: 9%; } to { top: 90%; } }
  .photograph { animation: focus 280ms ease-out both; }
  @keyframes focus { from { opacity: 0; filter: blur(6px); } }
  [data-state='found'] .lock { animation: lock 320ms cubic-bezier(0.2, 1.2, 0.4, 1.2) both; }
  @keyframes lock { from { opacity: 0; transform: scale(0.4); } }
}
`;
