/** The environment of a real official account whose tunnel leads to this machine. */
export const keys = {
  WECHAT_APP_ID: 'wx0123456789abcdef',
  WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
  WECHAT_TOKEN: 'pK7wZ2vQ9xR4mT6nB3sD5fG8hJ1kL0cV',
  WECHAT_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  PUBLIC_URL: 'https://dev.example.com',
};
