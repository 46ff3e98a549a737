using Mnist.Host.Shell;

return (int)HostProcess.Run(args);
