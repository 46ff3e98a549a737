namespace Mnist.Host.Wording;

/// <summary>One sentence for each <see cref="SafetensorsError"/>.</summary>
internal static class SafetensorsErrorText
{
    public static string Sentence(this SafetensorsError error, string path) => error.Match(new SafetensorsError.Cases<string>(
        NotSafetensors: _ => $"'{path}' is not in the safetensors format, or was cut off.",
        MissingTensor: e => $"'{path}' has no tensor '{e.Name}', which the plan's network needs; it belongs to another network.",
        WrongType: e => $"'{path}': the values of '{e.Name}' are {e.Type}, not F32.",
        WrongDimensions: e => $"'{path}': '{e.Name}' is [{string.Join(", ", e.Actual)}], the plan's network needs "
            + $"[{string.Join(", ", e.Expected)}].",
        MissingValues: e => $"'{path}' was cut off: the values of '{e.Name}' are not all there."));
}
