namespace Mnist.PropertyTests.Rules;

/// <summary>The rooms of Mnist.Domain.</summary>
internal static class DomainRooms
{
    /// <summary>In reading order.</summary>
    public static IReadOnlyList<Room> All { get; } =
    [
        new("Values", "lists that are equal by their items, a value or all of its errors, intervals, random streams"),
        new("Statistics", "counts of correct images, and what they prove: Wilson's and Student's intervals, McNemar's test", "Values"),
        new("Networks", "layers, shapes, architectures, and the blocks that designs are put together from", "Values"),
        new("Training", "optimiser, learning rate schedule, augmentation, weight averaging", "Values"),
        new("Planning", "a plan and its target as plain data, and plans made from others", "Networks", "Training"),
        new("Schema", "the table of every field of a plan: name, meaning, range, default", "Planning", "Networks", "Training", "Values"),
        new("Analysis", "shapes, parameters, multiply-adds, memory, receptive field, pixels that count", "Networks", "Training", "Values"),
        new(
            "Deployment",
            "the memory of a network on a device: its operations, their order, where everything lies",
            "Analysis",
            "Networks",
            "Values"),
        new(
            "Checking",
            "every error and warning of a plan; the one place that makes a checked plan",
            "Deployment",
            "Analysis",
            "Schema",
            "Planning",
            "Networks",
            "Training",
            "Values"),
        new(
            "Repairs",
            "the smallest edits that make a plan fit together and keep to its limits",
            "Checking",
            "Analysis",
            "Schema",
            "Planning",
            "Networks",
            "Values"),
        new(
            "Spaces",
            "sets of plans that differ in their layers, as data, and the tables of their fields",
            "Schema",
            "Planning",
            "Networks",
            "Training",
            "Values"),
        new(
            "Search",
            "every design of a space by calculation: counted, pruned, the best of them",
            "Spaces",
            "Checking",
            "Analysis",
            "Schema",
            "Planning",
            "Networks",
            "Values"),
        new("Differences", "two networks, layer by layer", "Networks", "Values"),
        new(
            "Results",
            "what a run gave: epochs, record, verdict, diagnosis, sweeps",
            "Checking",
            "Planning",
            "Statistics",
            "Networks",
            "Values"),
        new("Ranking", "accuracy from a network's figures, learnt from runs, with its error", "Analysis", "Networks", "Values"),
        new(
            "Catalog",
            "the plans and spaces that have a name, and what was published of them",
            "Spaces",
            "Schema",
            "Planning",
            "Networks",
            "Training",
            "Values"),
    ];
}
