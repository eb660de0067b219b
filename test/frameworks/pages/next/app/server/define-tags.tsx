'use client';

import 'wechat-mp-login';
import type {} from 'wechat-mp-login/types/react';

/** Loads the tags in the browser. An import in a server component would stay on the server. */
export function DefineTags() {
  return null;
}
