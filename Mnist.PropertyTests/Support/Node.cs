using System.Diagnostics;
using System.Text.Json;
using Mnist.Host.Presentation;
using Xunit;

namespace Mnist.PropertyTests;

/// <summary>A test that needs node to run a page's script; skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = Node.Program is null ? "node is not installed." : null;
}

/// <summary>Runs the script of a page without the page.</summary>
internal static class Node
{
    /// <summary>Full path; null where it is not installed.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "node.exe" : "node"))
        .FirstOrDefault(File.Exists);

    /// <summary>What a function of the page's network says of each input.</summary>
    /// <param name="function">JavaScript from an input to an answer.</param>
    /// <param name="inputs">Become JSON.</param>
    public static IReadOnlyList<JsonElement> Answers<T>(string function, IReadOnlyList<T> inputs)
    {
        using var folder = new TemporaryFolder();
        var json = folder.Write("inputs.json", JsonSerializer.SerializeToUtf8Bytes(inputs));
        var script = Path.Combine(folder.Path, "script.js");
        File.WriteAllText(script, $$"""
            {{PageFile.Read("net.js")}}
            const inputs = JSON.parse(require("fs").readFileSync(process.argv[2], "utf8"));
            require("fs").writeFileSync(process.argv[3], JSON.stringify(inputs.map({{function}})));
            """);
        var answers = Path.Combine(folder.Path, "answers.json");
        using var process = Process.Start(
            new ProcessStartInfo(Program!, [script, json, answers]) { RedirectStandardError = true, UseShellExecute = false })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
        return JsonSerializer.Deserialize<JsonElement[]>(File.ReadAllBytes(answers))!;
    }
}
