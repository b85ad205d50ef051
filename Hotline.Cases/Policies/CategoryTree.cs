using System.Collections.Frozen;
using System.Collections.Immutable;
using Hotline.Cases.Calendar;

namespace Hotline.Cases.Policies;

/// <summary>Where a class stands in the tree (大类, 小类, 细类).</summary>
internal enum CategoryLevel
{
    Major,
    Minor,
    Sub,
}

/// <summary>A class of matters.</summary>
internal sealed record Category
{
    public required string Code { get; init; }

    public required string Name { get; init; }

    public required CategoryLevel Level { get; init; }

    /// <summary>Code of the class above; <see langword="null"/> for a major class.</summary>
    public string? Parent { get; init; }

    /// <summary>Unit code of the minor class's lead unit (牵头单位), inherited by its sub-classes.</summary>
    public string? LeadUnit { get; init; }

    /// <summary>Unit code of the sub-class's responsible unit (责任单位).</summary>
    public string? ResponsibleUnit { get; init; }

    /// <summary>A matter of this sub-class is a safety hazard unless the agent says otherwise.</summary>
    public bool Hazard { get; init; }

    /// <summary>On the list of convenience services (便民服务事项清单).</summary>
    public bool ConvenienceList { get; init; }

    /// <summary>The handbook's handling limit, where there is one.</summary>
    public Period? Limit { get; init; }

    /// <summary>Not from the city's own annex.</summary>
    public bool Sample { get; init; }
}

/// <summary>The classes of a policy, in the file's order.</summary>
internal sealed class CategoryTree
{
    private readonly FrozenDictionary<string, Category> _byCode;

    public CategoryTree(IEnumerable<Category> categories)
    {
        All = [.. categories];
        _byCode = All.ToFrozenDictionary(category => category.Code, StringComparer.Ordinal);
    }

    public static CategoryTree Empty { get; } = new([]);

    public ImmutableArray<Category> All { get; }

    public Category? Find(string code) => _byCode.GetValueOrDefault(code);

    public IEnumerable<Category> Children(string? code) =>
        All.Where(category => string.Equals(category.Parent, code, StringComparison.Ordinal));

    public IEnumerable<Category> OfLevel(CategoryLevel level) => All.Where(category => category.Level == level);

    /// <summary>The names from the major class down, such as 公用设施维护 / 道路 / 道路塌陷.</summary>
    public string Path(Category category) =>
        category.Parent is { } parent && Find(parent) is { } above ? $"{Path(above)} / {category.Name}" : category.Name;
}
