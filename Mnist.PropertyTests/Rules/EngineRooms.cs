namespace Mnist.PropertyTests.Rules;

/// <summary>The rooms of Mnist.Engine.</summary>
internal static class EngineRooms
{
    /// <summary>In reading order.</summary>
    public static IReadOnlyList<Room> All { get; } =
    [
        new("Files", "regular files only, whole or not at all"),
        new("Data", "IDX files, MNIST found or fetched, splits", "Files"),
        new("Data/Synthetic", "digits drawn by rule", "Data"),
        new("Augmenting", "random changes of images, a function of seed, epoch and image", "Data"),
        new("Backends", "what a backend has to do; weights and states that all of them share"),
        new("Training", "epochs, steps and evaluation over any backend", "Backends", "Augmenting", "Data"),
        new("Export", "safetensors, ONNX", "Backends"),
        new("Export/TensorBoard", "event files"),
        new("Runs", "run directories and checkpoints", "Training", "Backends", "Export", "Files"),
        new("Pictures", "digits in PNG, PGM and IDX files", "Data", "Files"),
        new("Simd/Memory", "buffers and tensors of sixteen images"),
        new("Simd/Threads", "a team of threads and its shares of the work", "Simd/Memory"),
        new("Simd/Kernels", "the inner loops", "Simd/Memory"),
        new("Simd/Execution", "operations, their schedule, what they cost", "Simd/Kernels", "Simd/Threads", "Simd/Memory", "Backends"),
        new("Simd/Layers", "each kind of layer as operations", "Simd/Execution", "Simd/Kernels", "Simd/Threads", "Simd/Memory", "Backends"),
        new("Simd", "the backend: compiles a plan and runs it", "Simd/Layers", "Simd/Execution", "Simd/Threads", "Simd/Memory", "Backends"),
        new("Torch", "the backend on TorchSharp", "Backends"),
        new("Selection", "which backends are here", "Simd", "Torch", "Backends"),
        new("Benchmarks", "images a second, kernels, the machine's peak", "Simd", "Training", "Augmenting", "Backends", "Data"),
    ];
}
