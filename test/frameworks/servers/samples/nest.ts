import { NestFactory } from '@nestjs/core';
import { toNodeListener } from 'wechat-mp-login/server/node';
import { AppModule } from './app.module.js';
import { login } from './login.js';

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  app.use('/wechat-login', toNodeListener(login));
  await app.listen(process.env.PORT ?? 3000);
}
await bootstrap();
