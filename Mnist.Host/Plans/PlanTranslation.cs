using Mnist.Domain;

namespace Mnist.Host;

/// <summary>From a plan file's shape to the domain's values and back; what a file leaves out is the domain's default.</summary>
internal static class PlanTranslation
{
    public static Plan ToPlan(this PlanDocument document) => new(
        document.Name,
        new(document.Input?.ToShape() ?? Shape.MnistImage, document.Layers.ToLayers()),
        document.Training.ToTraining(),
        document.Target?.ToTarget() ?? new())
    {
        Description = document.Description ?? "",
    };

    public static PlanDocument ToDocument(this Plan plan) => new()
    {
        Name = plan.Name,
        Description = plan.Description.Unless(""),
        Input = plan.Architecture.Input.ToDocument().Unless(Shape.MnistImage.ToDocument()),
        Layers = plan.Architecture.Layers.ToDocuments(),
        Training = plan.Training.ToDocument(),
        Target = plan.Target == new Target() ? null : plan.Target.ToDocument(),
    };

    /// <summary>The value, or null where it is the default and need not be written.</summary>
    public static T? Unless<T>(this T value, T usual)
        where T : struct =>
        EqualityComparer<T>.Default.Equals(value, usual) ? null : value;

    private static string? Unless(this string value, string usual) => value == usual ? null : value;

    private static Shape ToShape(this ShapeDocument shape) => new(shape.Channels, shape.Height, shape.Width);

    private static ShapeDocument ToDocument(this Shape shape) => new(shape.Channels, shape.Height, shape.Width);

    private static Target ToTarget(this TargetDocument document)
    {
        var usual = new Target();
        return new()
        {
            Accuracy = document.Accuracy,
            LastEpochs = document.LastEpochs ?? usual.LastEpochs,
            MaxParameters = document.MaxParameters,
            MaxMacs = document.MaxMacs,
            MinReceptiveField = document.MinReceptiveField,
            MaxEpochs = document.MaxEpochs,
        };
    }

    private static TargetDocument ToDocument(this Target target) => new()
    {
        Accuracy = target.Accuracy,
        LastEpochs = target.LastEpochs.Unless(new Target().LastEpochs),
        MaxParameters = target.MaxParameters,
        MaxMacs = target.MaxMacs,
        MinReceptiveField = target.MinReceptiveField,
        MaxEpochs = target.MaxEpochs,
    };
}
