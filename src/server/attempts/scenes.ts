/** By which text an arrival finds its attempt: each method has a form of its own. */

export const scenePrefix = 'wml_';
const ourScene = /^wml_[A-Za-z0-9_-]{32}$/;

/** Whether a scene has the form of ours, so that the scan of a forgotten attempt can be answered. */
export const isOurScene = (scene: string): boolean => ourScene.test(scene);

/** For digits that a visitor sends to this official account. No QR code can contain it. */
export const digitsScene = (officialAccount: string, digits: string): string =>
  `digits:${officialAccount}:${digits}`;

export const digitsOf = (scene: string): string => scene.slice(scene.lastIndexOf(':') + 1);
