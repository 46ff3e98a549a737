using Mnist.Host;

return (int)Shell.Run(args);
