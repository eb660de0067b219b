/** The backend that the samples mount; an application creates its own with `createWechatMpLogin`. */
import { createBackend } from '../support/backend.js';

export const { login, log, simulator } = createBackend();
