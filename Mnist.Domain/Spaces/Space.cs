using Mnist.Domain.Planning;
using Mnist.Domain.Training;

namespace Mnist.Domain.Spaces;

/// <summary>A set of plans that differ in their layers.</summary>
/// <param name="Name">Begins the names of the plans.</param>
/// <param name="Input">Shape of one image.</param>
/// <param name="Layers">What a design's layers are made of.</param>
/// <param name="Training">How each design is trained.</param>
/// <param name="Target">What each design sets out to reach; its limits hold in a search.</param>
public sealed record Space(string Name, Shape Input, ValueList<Part> Layers, TrainingPlan Training, Target Target)
{
    /// <summary>Where the space comes from or what it is for, in a few words; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>What designs have to keep to, besides the target; a figure may have several.</summary>
    public ValueList<Limit> Limits { get; init; } = [];

    /// <summary>What designs are ranked by, the most important first; empty for the usual ones.</summary>
    public ValueList<Objective> Objectives { get; init; } = [];

    /// <summary>The plan of a design.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="layers">Its layers.</param>
    public Plan Plan(string name, ValueList<Layer> layers) =>
        new(name, new(Input, layers), Training, Target) { Description = Description };
}
