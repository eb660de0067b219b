import { defineHandler } from 'h3-2';
import { login } from './login.js';

export default defineHandler((event) => login.fetch(event.req, { address: event.req.ip ?? '' }));
