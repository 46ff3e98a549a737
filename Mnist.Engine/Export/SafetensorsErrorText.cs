
namespace Mnist.Engine.Export;

/// <summary>One sentence for each <see cref="SafetensorsError"/>.</summary>
public static class SafetensorsErrorText
{
    /// <summary>Why a file gives no weights.</summary>
    /// <param name="error">The error.</param>
    /// <param name="path">What the file is called.</param>
    public static string Sentence(this SafetensorsError error, string path) => error.About($"'{path}'");

    /// <summary>The same of a file without a name.</summary>
    /// <param name="error">The error.</param>
    /// <param name="file">What the sentence calls it.</param>
    internal static string About(this SafetensorsError error, string file) => error.Match(new SafetensorsError.Cases<string>(
        NotSafetensors: _ => $"{file} is not in the safetensors format, or was cut off.",
        MissingTensor: e => $"{file} has no tensor '{e.Name}', which the plan's network needs; it belongs to another network.",
        WrongType: e => $"{file}: the values of '{e.Name}' are {e.Type}, not F32.",
        WrongDimensions: e => $"{file}: '{e.Name}' is [{string.Join(", ", e.Actual)}], the plan's network needs "
            + $"[{string.Join(", ", e.Expected)}].",
        MissingValues: e => $"{file} was cut off: the values of '{e.Name}' are not all there."));
}
