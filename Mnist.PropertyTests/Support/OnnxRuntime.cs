using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Xunit;

namespace Mnist.PropertyTests;

/// <summary>
/// A test that needs the real ONNX Runtime: node, and a folder with its package onnxruntime-node named by MNIST_ONNXRUNTIME.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnnxRuntimeFactAttribute : FactAttribute
{
    public OnnxRuntimeFactAttribute() => Skip = new NodeFactAttribute().Skip
        ?? (OnnxRuntime.Modules is null ? "MNIST_ONNXRUNTIME names no folder into which `npm install onnxruntime-node` was done." : null);
}

/// <summary>What the real runtime makes of models.</summary>
internal static class OnnxRuntime
{
    private const string Script = """
        const fs = require("fs"), ort = require("onnxruntime-node");
        (async () => {
          for (const job of JSON.parse(fs.readFileSync(process.argv[2], "utf8"))) {
            const bytes = fs.readFileSync(job.Input);
            const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
            const session = await ort.InferenceSession.create(job.Model);
            const answer = await session.run({ image: new ort.Tensor("float32", values, job.Shape) });
            fs.writeFileSync(job.Output, Buffer.from(answer[job.Name].data.buffer));
          }
        })().catch(failure => { console.error(failure); process.exit(1); });
        """;

    /// <summary>The package's folder node_modules; null where it is not to be had.</summary>
    public static string? Modules { get; } = Environment.GetEnvironmentVariable("MNIST_ONNXRUNTIME") is { Length: > 0 } folder
        && Directory.Exists(Path.Combine(folder, "node_modules", "onnxruntime-node")) ? Path.Combine(folder, "node_modules") : null;

    /// <summary>Runs models, each on a batch of its own.</summary>
    /// <returns>For each the values of the output asked for.</returns>
    public static IReadOnlyList<float[]> Run(IReadOnlyList<OnnxJob> jobs)
    {
        using var folder = new TemporaryFolder();
        var files = jobs.Select((job, i) => new
        {
            Model = folder.Write($"{i}.onnx", job.Model),
            Input = folder.Write($"{i}.in", MemoryMarshal.AsBytes(job.Input.AsSpan()).ToArray()),
            Output = Path.Combine(folder.Path, $"{i}.out"),
            job.Shape,
            job.Name,
        }).ToArray();
        var list = folder.Write("jobs.json", JsonSerializer.SerializeToUtf8Bytes(files));
        var script = folder.Write("run.js", System.Text.Encoding.UTF8.GetBytes(Script));
        var start = new ProcessStartInfo(Node.Program!, [script, list]) { RedirectStandardError = true, UseShellExecute = false };
        start.Environment["NODE_PATH"] = Modules;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
        return [.. files.Select(file => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(file.Output)).ToArray())];
    }
}

/// <summary>A model and a batch for it.</summary>
/// <param name="Model">The file's content.</param>
/// <param name="Input">Row-major.</param>
/// <param name="Shape">(N, C, H, W).</param>
/// <param name="Name">Of the output.</param>
internal sealed record OnnxJob(byte[] Model, float[] Input, int[] Shape, string Name);
