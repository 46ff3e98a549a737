using Mnist.Host.Presentation;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>Advice names the command as its reader would type it, where they are.</summary>
public sealed class StartCommandTests
{
    private const string Clone = "/home/me/digits/Mnist.Host", Built = $"{Clone}/bin/Debug/net10.0";

    [LinuxTheory]
    [InlineData($"{Built}/mnist", $"{Built}/mnist.dll", "/home/me/digits", "dotnet run --project Mnist.Host --")]
    [InlineData($"{Built}/mnist", $"{Built}/mnist.dll", Clone, "dotnet run --")]
    [InlineData($"{Built}/mnist", $"{Built}/mnist.dll", "/home/me", "dotnet run --project digits/Mnist.Host --")]
    [InlineData($"{Built}/mnist", $"{Built}/mnist.dll", "/tmp", $"dotnet run --project {Clone} --")]
    [InlineData("/usr/bin/dotnet", "/opt/digits/mnist.dll", "/opt", "dotnet digits/mnist.dll")]
    [InlineData("/home/me/.dotnet/tools/mnist", "/home/me/.dotnet/tools/.store/mnist/mnist.dll", "/home/me", "mnist")]
    [InlineData("/opt/my digits/mnist", "/opt/my digits/mnist.dll", "/home/me", "\"/opt/my digits/mnist\"")]
    [InlineData("/opt/digits/mnist", "/opt/digits/mnist.dll", "/opt/digits", "./mnist")]
    [InlineData("/opt/digits/mnist", "/opt/digits/mnist.dll", "/opt", "digits/mnist")]
    public void It_is_an_installed_command_a_project_of_a_clone_or_a_path(string process, string assembly, string folder, string words) =>
        Assert.Equal(words, new StartCommand(process, assembly, folder, ["/usr/bin", "/home/me/.dotnet/tools"])
            .Words(path => path == $"{Clone}/Mnist.Host.csproj"));
}
