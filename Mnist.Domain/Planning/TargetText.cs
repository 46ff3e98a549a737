using Mnist.Domain.Phrases;

namespace Mnist.Domain.Planning;

/// <summary>Targets in words.</summary>
public static class TargetText
{
    /// <summary>What the target asks, in one line; empty where it asks for nothing.</summary>
    public static string Limits(this Target target) => string.Join(", ", target.Parts().Select(part => part.Words));

    /// <summary>Everything that the target asks: the property of <see cref="Target"/> that does, by its name, and what in words.</summary>
    public static IEnumerable<(string Property, string Words)> Parts(this Target target)
    {
        if (target.MaxParameters is { } parameters)
            yield return (nameof(Target.MaxParameters), $"at most {parameters.Of("parameter")}");
        if (target.MaxMacs is { } macs)
            yield return (nameof(Target.MaxMacs), $"at most {macs.Of("multiply-add")}");
        if (target.MinReceptiveField is { } field)
            yield return (nameof(Target.MinReceptiveField), $"at least {field} rows and columns of the image seen");
        if (target.MaxFlashBytes is { } flash)
            yield return (nameof(Target.MaxFlashBytes), $"at most {flash.Of("byte")} of flash");
        if (target.MaxRamBytes is { } ram)
            yield return (nameof(Target.MaxRamBytes), $"at most {ram.Of("byte")} of RAM");
        if (target.MaxEpochs is { } epochs)
            yield return (nameof(Target.MaxEpochs), $"at most {epochs.Of("epoch")}");
        if (target.Accuracy is { } accuracy)
            yield return (nameof(Target.Accuracy), $"{accuracy.Exact()} % in all of the last {target.LastEpochs.Of("epoch")}");
    }
}
