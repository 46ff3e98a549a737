namespace Mnist.PropertyTests.Rules;

/// <summary>The rooms of Mnist.Engine.</summary>
internal static class EngineRooms
{
    /// <summary>In reading order.</summary>
    public static IReadOnlyList<Room> All { get; } =
    [
        new("Files", "regular files only, whole or not at all"),
        new("Timing", "seconds and rates by a clock that may stand still"),
        new("Data", "IDX files, MNIST found or fetched, splits", "Files"),
        new("Data/Synthetic", "digits drawn by rule", "Data"),
        new("Augmenting", "random changes of images, a function of seed, epoch and image", "Data"),
        new("Backends", "what a backend has to do; weights and states that all of them share"),
        new("Training", "epochs, steps and evaluation over any backend", "Backends", "Augmenting", "Data", "Timing"),
        new("Export", "safetensors, ONNX", "Backends"),
        new("Export/TensorBoard", "event files"),
        new(
            "Quantization",
            "networks of 8 bits, their interpreter, and float32 ones with normalisation folded in",
            "Training",
            "Backends",
            "Data"),
        new("Export/Firmware", "a network as one C file for a device", "Quantization"),
        new("Runs", "run directories and checkpoints", "Training", "Export", "Backends", "Files"),
        new("Pictures", "digits in PNG, PGM and IDX files", "Data", "Files"),
        new("Simd/Memory", "sixteen images side by side: vectors, buffers, tensors"),
        new("Simd/Threads", "a team of threads and each one's part of the work"),
        new("Simd/Kernels", "the inner loops", "Simd/Threads", "Simd/Memory"),
        new("Simd/Measuring", "the time of each part of a step, the peak of the processor", "Simd/Threads", "Simd/Memory", "Timing"),
        new(
            "Simd/Execution",
            "operations, their schedule, and where their tensors lie",
            "Simd/Measuring",
            "Simd/Threads",
            "Simd/Memory",
            "Backends"),
        new(
            "Simd/Estimates",
            "time and memory of a run before it starts",
            "Simd/Execution",
            "Simd/Kernels",
            "Simd/Measuring",
            "Simd/Memory"),
        new(
            "Simd/Layers",
            "each kind of layer as an operation",
            "Simd/Execution",
            "Simd/Measuring",
            "Simd/Kernels",
            "Simd/Threads",
            "Simd/Memory",
            "Backends"),
        new(
            "Simd",
            "the built-in backend: compiles a plan and runs it",
            "Simd/Layers",
            "Simd/Estimates",
            "Simd/Execution",
            "Simd/Measuring",
            "Simd/Threads",
            "Simd/Memory",
            "Backends"),
        new("Torch", "the backend on TorchSharp", "Backends"),
        new("Estimators", "a network trained and used in a few calls", "Simd", "Pictures", "Export", "Training", "Backends", "Data"),
        new("Selection", "which backends are here", "Simd", "Torch", "Backends"),
        new(
            "Benchmarks",
            "images a second, kernels, the machine's peak",
            "Simd",
            "Simd/Measuring",
            "Simd/Memory",
            "Timing",
            "Training",
            "Augmenting",
            "Backends",
            "Data"),
    ];
}
