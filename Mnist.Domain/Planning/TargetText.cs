using Mnist.Domain.Phrases;

namespace Mnist.Domain.Planning;

/// <summary>Targets in words.</summary>
public static class TargetText
{
    /// <summary>What the target asks, in one line; empty where it asks for nothing.</summary>
    public static string Limits(this Target target) => string.Join(", ", new[]
    {
        target.MaxParameters is { } parameters ? $"at most {parameters.Of("parameter")}" : "",
        target.MaxMacs is { } macs ? $"at most {macs.Of("multiply-add")}" : "",
        target.MinReceptiveField is { } field ? $"at least {field} rows and columns of the image seen" : "",
        target.MaxFlashBytes is { } flash ? $"at most {flash.Of("byte")} of flash" : "",
        target.MaxRamBytes is { } ram ? $"at most {ram.Of("byte")} of RAM" : "",
        target.MaxEpochs is { } epochs ? $"at most {epochs.Of("epoch")}" : "",
        target.Accuracy is { } accuracy ? $"{accuracy.Exact()} % in all of the last {target.LastEpochs.Of("epoch")}" : "",
    }.Where(part => part.Length > 0));
}
