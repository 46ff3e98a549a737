using Mnist.Domain.Schema;
using Mnist.Domain.Spaces;

namespace Mnist.Domain.PlanFiles;

/// <summary>What the file of a space holds.</summary>
internal static class SpaceFile
{
    /// <summary>The member of an object that holds values to choose from.</summary>
    public const string Any = "any";

    /// <summary>The word for as many as the channels that come in.</summary>
    public const string InputChannels = "inputChannels";

    /// <summary>The type of the file's object.</summary>
    public static RecordType Type { get; } = PlanFile.WithSchema(SpaceFields.Space);
}
